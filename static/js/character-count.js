// Counts down the characters left in a field that has a limit.
for (const group of document.querySelectorAll("[data-character-count]")) {
  const limit = Number(group.dataset.characterCount);
  const field = group.querySelector("textarea");
  const shown = group.querySelector("[data-count]");
  const spoken = document.createElement("span");
  spoken.className = "rf-usynlig";
  spoken.setAttribute("aria-live", "polite");
  shown.setAttribute("aria-hidden", "true");
  shown.after(spoken);

  const words = () => {
    const left = limit - field.value.length;
    return left < 0 ? `Du har skrevet ${-left} tegn for meget` : `Du har ${left} tegn tilbage`;
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
