// Adds and removes the rows of templates/dkfds/rows.html without asking the server.
const FIELDS = "input:not([type=hidden]), select, textarea";

for (const group of document.querySelectorAll("[data-rows]")) {
  const total = group.querySelector(`[name="${group.dataset.rows}-TOTAL_FORMS"]`);
  const blank = group.querySelector("[data-new-row]");
  const add = group.querySelector("[data-add]");
  const sum = group.querySelector("[data-sum]");
  const status = group.querySelector("[data-rows-status]");
  const shown = () => [...group.querySelectorAll("[data-row]")].filter((row) => !row.hidden);
  const number = (row) => row.querySelector("[data-number]").textContent;

  const renumber = () => {
    shown().forEach((row, index) => {
      row.setAttribute("aria-label", `Linje ${index + 1}`);
      row.querySelector("[data-number]").textContent = index + 1;
    });
    add.hidden = shown().length >= Number(group.dataset.max);
  };
  // The sum is the server's to make: what stands there is no longer true.
  const forgetSum = () => { if (sum) sum.textContent = sum.dataset.sum; };
  // Others, such as autosave.js, hear of it as of any change.
  const tell = (text) => {
    status.textContent = text;
    group.dispatchEvent(new Event("change", { bubbles: true }));
  };

  group.addEventListener("input", forgetSum);
  group.addEventListener("change", forgetSum);

  add.addEventListener("click", (event) => {
    event.preventDefault();
    blank.insertAdjacentHTML("beforebegin", blank.innerHTML.replaceAll("__prefix__", total.value));
    total.value = Number(total.value) + 1;
    renumber();
    const row = shown().at(-1);
    row.querySelector(FIELDS).focus();
    tell(`Linje ${number(row)} er tilføjet.`);
  });

  group.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-row]");
    const place = shown().indexOf(row);
    const text = `Linje ${number(row)} er fjernet.`;
    row.querySelector("[name$='-DELETE']").value = "on";
    row.hidden = true;
    renumber();
    const next = shown()[place] ?? shown()[place - 1];
    (next?.querySelector(FIELDS) ?? add).focus();
    tell(text);
  });
}
