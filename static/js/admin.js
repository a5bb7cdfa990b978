"use strict";
// Names for what Django's admin leaves nameless to those who hear the page.

function nameInlines() {
  for (const table of document.querySelectorAll(".tabular table")) {
    const heads = table.tHead.rows[0].cells;
    for (const head of [...heads].filter((head) => head.matches("th:empty"))) {
      const cell = document.createElement("td");
      cell.className = head.className;
      head.replaceWith(cell);
    }
    for (const cell of table.querySelectorAll("tbody > tr > td:not([colspan])")) {
      const name = heads[cell.cellIndex].textContent.trim();
      for (const field of cell.querySelectorAll("input:not([type=hidden]), select, textarea")) {
        field.setAttribute("aria-label", name);
      }
    }
  }
}

function nameSearchBoxes() {
  for (const box of document.querySelectorAll(".select2-selection[aria-labelledby]")) {
    const select = box.closest(".select2").previousElementSibling;
    const label = document.querySelector(`label[for="${select.id}"]`);
    const chosen = box.querySelector(".select2-selection__rendered");
    chosen.removeAttribute("role");
    chosen.removeAttribute("aria-readonly");
    box.removeAttribute("aria-labelledby");
    box.setAttribute("aria-label", select.ariaLabel ?? label.textContent.trim());
    box.setAttribute("aria-describedby", chosen.id);
  }
}

function nameIcons() {
  for (const icon of document.querySelectorAll(".search-label-icon:not([role])")) {
    icon.setAttribute("role", "img");
  }
}

function nameAll() {
  nameInlines();
  nameSearchBoxes();
  nameIcons();
}

nameAll();
// Search boxes start late, and rows are added.
new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
