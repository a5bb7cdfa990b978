// Says how much is left in a field that has a limit, of letters or of words. Words are
// counted as grundlag/longtext.py counts them.
const count = {
  tegn: (text) => text.length,
  ord: (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length,
};

for (const group of document.querySelectorAll("[data-count-limit]")) {
  const limit = Number(group.dataset.countLimit);
  const unit = group.dataset.countUnit;
  const field = group.querySelector("textarea");
  const shown = group.querySelector("[data-count]");
  const spoken = document.createElement("span");
  spoken.className = "rf-usynlig";
  spoken.setAttribute("aria-live", "polite");
  shown.setAttribute("aria-hidden", "true");
  shown.after(spoken);

  const words = () => {
    const left = limit - count[unit](field.value);
    return left < 0 ? `Det er ${-left} ${unit} for meget` : `Der er ${left} ${unit} tilbage`;
  };
  let pause;
  const update = () => {
    shown.textContent = words();
    clearTimeout(pause);
    pause = setTimeout(() => { spoken.textContent = words(); }, 1500);
  };
  field.addEventListener("input", update);
  shown.textContent = words();
}
