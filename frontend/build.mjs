/** Bundles the front end into the Python package: `node frontend/build.mjs`, called by `make frontend`. */

import { build } from "esbuild";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here("../src/gesta/web/static/built/");
const modules = here("node_modules/");

const ENTRIES = [
  { in: "src/index.ts", out: "gesta" },
  { in: "src/gesta.css", out: "gesta" },
  { in: "src/map.ts", out: "map" },
  { in: "src/map.css", out: "map" },
];
const COPIED = {
  "maplibre-worker.js": "maplibre-gl/dist/maplibre-gl-csp-worker.js",
  "rtl-text.js": "@mapbox/mapbox-gl-rtl-text/mapbox-gl-rtl-text.min.js",
};
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await build({
  absWorkingDir: here("."),
  entryPoints: ENTRIES,
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2023",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  alias: { "maplibre-gl": "maplibre-gl/dist/maplibre-gl-csp.js" },
});
for (const [name, source] of Object.entries(COPIED)) {
  const text = await readFile(modules + source, "utf8");
  await writeFile(out + name, text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"));
}
await writeFile(`${out}LICENSES.txt`, (await licences()).join(`\n${"-".repeat(80)}\n\n`));
for (const name of (await readdir(out)).sort()) console.log(`${name} ${(await stat(out + name)).size}`);

/** Name, version and licence of every package that a bundle may hold code of: all that are not for building only. */
async function licences() {
  const { packages } = JSON.parse(await readFile(here("package-lock.json"), "utf8"));
  const used = Object.entries(packages).filter(([path, { dev, optional }]) => path && !dev && !optional);
  const told = used.map(async ([path, { version, license }]) => {
    const files = (await readdir(here(path))).filter((name) => /^(licen[cs]e|copying)/i.test(name)).sort();
    const texts = await Promise.all(files.map((name) => readFile(here(`${path}/${name}`), "utf8")));
    return `${path.slice("node_modules/".length)} ${version} (${license ?? "see below"})\n\n${texts.join("\n").trim()}\n`;
  });
  return Promise.all(told);
}
