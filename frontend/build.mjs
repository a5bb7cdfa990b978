// Builds what the portal serves: one stylesheet, two fonts, the icons that are used.
// The same sources give the same bytes, so the results are committed.

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const dkfds = join(here, "node_modules/dkfds");
const out = process.argv[2] ?? join(here, "../static");
for (const folder of ["css", "fonts", "img"]) mkdirSync(join(out, folder), { recursive: true });

for (const name of ["portal", "admin"]) {
  const { css } = sass.compile(join(here, `scss/${name}.scss`), {
    style: "compressed",
    charset: false,
    loadPaths: [join(here, "node_modules")],
    quietDeps: true,
    silenceDeprecations: ["if-function"],
  });
  writeFileSync(join(out, `css/${name}.css`), css + "\n");
}

const fonts = join(dkfds, "src/fonts/IBMPlexSans");
for (const weight of ["Regular", "SemiBold"]) {
  const file = `IBMPlexSans-${weight}-Latin1.woff2`;
  copyFileSync(join(fonts, "split/woff2", file), join(out, "fonts", file));
}
copyFileSync(join(fonts, "complete/woff2/license.txt"), join(out, "fonts/OFL.txt"));

// Sprite: icon name in the portal, and its file in dkfds.
const icons = readFileSync(join(here, "icons.txt"), "utf8").trim().split("\n");
const symbols = icons.map((name) => {
  const svg = readFileSync(join(dkfds, `src/img/svg-icons/${name}.svg`), "utf8");
  const viewBox = svg.match(/viewBox="([^"]+)"/)[1];
  const body = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").trim();
  return `<symbol id="${name}" viewBox="${viewBox}">${body}</symbol>`;
});
const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
writeFileSync(join(out, "img/icons.svg"), sprite);

// What the stylesheet points to.
for (const name of ["check-white", "chevron-down", "chevron-down-gray-200", "chevron-up", "minus-white", "more-vert"]) {
  copyFileSync(join(dkfds, `src/img/svg-icons/${name}.svg`), join(out, `img/${name}.svg`));
}
copyFileSync(join(dkfds, "LICENSE.md"), join(out, "img/LICENSE-dkfds.md"));
