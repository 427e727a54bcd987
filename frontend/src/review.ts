/**
 * `<gesta-review>`: keys for what stands inside it. An element with `data-keys="a y"` is clicked when one of them is
 * pressed, or gets the focus where words are typed in it; `data-help` says what it does. `?` lists them. Keys can be
 * switched off, since whoever speaks to the machine may say a letter without meaning one.
 *
 * Words selected inside `data-report` (pieces with `data-start`, in code points) can be made a value, on every page, by those who may decide.
 */

import { html, newId } from "./dom.ts";
import { focusOf, has, keyName, meant } from "./review/keys.ts";
import { correctAddress, selected } from "./review/words.ts";

const OFF = "gesta-keys-off";
const FIELDS = "input:not([type=hidden]):not([type=radio]):not([type=checkbox]), select, textarea";

class ReviewElement extends HTMLElement {
  private readonly live = html("p", { class: "hidden", role: "status" });
  private readonly dialog = html("dialog", { class: "keys-help" });
  private readonly listen = (event: KeyboardEvent): void => this.pressed(event);

  connectedCallback(): void {
    if (!this.contains(this.live)) this.fill();
    document.addEventListener("keydown", this.listen);
    if (window.location.hash === "#value") whenLoaded(() => this.querySelector<HTMLElement>("#value select")?.focus());
    const told = [this.querySelector(".notice")?.textContent, this.querySelector("h1")?.textContent];
    window.setTimeout(() => this.say(told.filter(Boolean).join(". ").replace(/\s+/g, " ")), 100);
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.listen);
  }

  private fill(): void {
    const title = newId("keys");
    const rows = [...this.querySelectorAll<HTMLElement>("[data-help]")].map((each) => rowOf(each));
    const on = html("input", { type: "checkbox" });
    on.checked = !localStorage.getItem(OFF);
    on.addEventListener("change", () => (on.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "yes")));
    this.dialog.setAttribute("aria-labelledby", title);
    this.dialog.append(
      html("h2", { id: title }, ["Keys"]),
      html("table", {}, [html("tbody", {}, [...rows, rowOf("?", "this help")])]),
      html("p", {}, [html("label", {}, [on, " These keys work"])]),
      html("form", { method: "dialog" }, [html("button", { autofocus: "" }, ["Close"])]),
    );
    const help = html("button", { type: "button" }, ["Keys"]);
    help.addEventListener("click", () => this.help());
    this.append(this.live, html("p", { class: "keys-line no-print" }, [help, " or ", html("kbd", {}, ["?"])]), this.dialog);
  }

  private pressed(event: KeyboardEvent): void {
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    const type = target instanceof HTMLInputElement ? target.type : "";
    const name = meant(keyName(event), focusOf(target.tagName, type, target.isContentEditable));
    if (name === undefined || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (name === "?") {
      event.preventDefault();
      this.help();
    } else if (!localStorage.getItem(OFF)) {
      this.act(name, event);
    }
  }

  private act(name: string, event: KeyboardEvent): void {
    const found = [...this.querySelectorAll<HTMLElement>("[data-keys]")].find((each) => has(each.dataset["keys"], name));
    if (found) {
      event.preventDefault();
      this.say(found.dataset["help"] ?? found.textContent ?? "");
      if (found.matches(FIELDS)) found.focus();
      else found.click();
    } else if (name.length === 1) {
      this.say(`${name} does nothing here; ? lists the keys that do`);
    }
  }

  private help(): void {
    this.dialog.showModal();
  }

  private say(words: string): void {
    this.live.textContent = words;
  }
}

/** Does it when the browser has gone to the fragment of the address, which takes the focus away. */
function whenLoaded(act: () => void): void {
  const later = (): number => window.setTimeout(act);
  if (document.readyState === "complete") later();
  else window.addEventListener("load", later, { once: true });
}

function rowOf(element: HTMLElement | string, help = ""): HTMLTableRowElement {
  const keys = typeof element === "string" ? element : (element.dataset["keys"] ?? "");
  const told = typeof element === "string" ? help : (element.dataset["help"] ?? "");
  const names = keys.split(" ").flatMap((key) => [html("kbd", {}, [key]), " "]);
  return html("tr", {}, [html("th", { scope: "row" }, names), html("td", {}, [told])]);
}

customElements.define("gesta-review", ReviewElement);

const link = html("a", { class: "button correct-these no-print" }, ["Correct a value by these words"]);
let waiting = 0;

function offer(): void {
  const selection = document.getSelection();
  const range = selection?.rangeCount ? selection.getRangeAt(0) : undefined;
  const words = range && selected(range);
  link.remove();
  if (!range || !words) return;
  const { report = "", incident = "" } = words.root.dataset;
  const back = window.location.pathname + window.location.search;
  link.href = correctAddress(report, words.start, words.end, incident, back);
  words.root.append(link);
  const at = range.getBoundingClientRect();
  const around = words.root.getBoundingClientRect();
  link.style.insetBlockStart = `${at.bottom - around.top + 4}px`;
}

document.addEventListener("selectionchange", () => {
  if (document.activeElement === link || !("mayDecide" in document.body.dataset)) return;
  window.clearTimeout(waiting);
  waiting = window.setTimeout(offer, 200);
});
