// Shows and hides what depends on another answer (templates/dkfds/layout/only_if.html),
// as the server would after a save. `vist` tells it what was on the page.
const SHOWN = "input[name=vist]";

const answers = (form, name) => new FormData(form).getAll(name);

for (const group of document.querySelectorAll("[data-hvis]")) {
  const form = group.closest("form");
  const wanted = JSON.parse(group.dataset.svar);
  const update = () => {
    const isAsked = answers(form, group.dataset.hvis).some((answer) => wanted.includes(answer));
    group.hidden = !isAsked;
    for (const shown of group.querySelectorAll(SHOWN)) shown.disabled = !isAsked;
  };
  form.addEventListener("change", update);
  // A browser that comes back to the page puts in the answers itself.
  addEventListener("pageshow", update);
  update();
}
