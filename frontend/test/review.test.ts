import assert from "node:assert/strict";
import { test } from "node:test";
import { focusOf, has, keyName, meant } from "../src/review/keys.ts";
import { codePoints, correctAddress } from "../src/review/words.ts";

const PLAIN = { ctrlKey: false, altKey: false, metaKey: false, repeat: false, isComposing: false };

test("keys have names, whatever the case", () => {
  const told = ["a", "A", " ", "Backspace", "?", "9", "ص"].map((key) => keyName({ ...PLAIN, key }));
  assert.deepEqual(told, ["a", "a", "space", "backspace", "?", "9", "ص"]);
  for (const key of ["Enter", "Tab", "Shift", "ArrowDown", "F5", "Dead"]) {
    assert.equal(keyName({ ...PLAIN, key }), undefined);
  }
});

test("a key held down, composed or with a modifier is not meant", () => {
  for (const held of ["ctrlKey", "altKey", "metaKey", "repeat", "isComposing"]) {
    assert.equal(keyName({ ...PLAIN, key: "a", [held]: true }), undefined);
  }
});

test("no key is taken from where words are typed, nor the space bar from a button", () => {
  for (const [element, type] of [["INPUT", "text"], ["INPUT", "search"], ["TEXTAREA", ""], ["SELECT", ""]] as const) {
    assert.equal(focusOf(element, type, false), "typing");
  }
  assert.equal(focusOf("DIV", "", true), "typing");
  assert.equal(meant("a", "typing"), undefined);
  for (const [element, type] of [["BUTTON", "submit"], ["A", ""], ["SUMMARY", ""], ["INPUT", "radio"]] as const) {
    assert.equal(focusOf(element, type, false), "control");
  }
  assert.equal(meant("space", "control"), undefined);
  assert.equal(meant("a", "control"), "a");
  assert.equal(meant("space", focusOf("BODY", "", false)), "space");
});

test("an element may have several keys", () => {
  assert.ok(has("a y s", "y"));
  assert.ok(!has("a y s", "space"));
  assert.ok(!has(undefined, "a"));
});

test("places count code points", () => {
  assert.equal(codePoints("💥 قتل"), 5);
  assert.equal(codePoints(""), 0);
});

test("the address of a correction keeps where to go on", () => {
  assert.equal(
    correctAddress("sha256:1f", 3, 9, "inc_1", "/review?skip=qst_1,qst_2"),
    "/correct?report=sha256%3A1f&start=3&end=9&incident=inc_1&next=%2Freview%3Fskip%3Dqst_1%2Cqst_2",
  );
  assert.ok(!correctAddress("r", 0, 1, "", "/").includes("incident"));
});
