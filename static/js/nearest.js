// Offers to find the visitor's own postcode. The browser asks first, and only the
// postcode is sent, never where one is.
const group = document.querySelector("[data-near]");
const select = group?.querySelector("select");

// In degrees of latitude, about 15 kilometres.
const FAR = 0.135;

function middle(option) {
  return option.dataset.middle.split(",").map(Number);
}

function distance([lat, lon], [otherLat, otherLon]) {
  const narrowing = Math.cos((lat * Math.PI) / 180);
  return Math.hypot(lat - otherLat, (lon - otherLon) * narrowing);
}

function nearest(here) {
  const homes = [...select.options].filter((option) => /^\d{4}$/.test(option.value));
  const far = (option) => distance(here, middle(option));
  return homes.sort((a, b) => far(a) - far(b))[0];
}

if (select && "geolocation" in navigator) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "function-link rf-find-mig";
  button.textContent = "Find mit postnummer";
  const said = document.createElement("p");
  said.className = "form-hint";
  said.setAttribute("role", "status");
  group.append(button, said);

  button.addEventListener("click", () => {
    said.textContent = "Vi spørger din browser.";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const here = [coords.latitude, coords.longitude];
        const home = nearest(here);
        if (!home || distance(here, middle(home)) > FAR) {
          said.textContent = "Du er ikke i nærheden af Rudersdal. Vælg selv på listen.";
          return;
        }
        home.selected = true;
        said.textContent = `Valgt: ${home.label}. Kun postnummeret bliver sendt.`;
      },
      () => { said.textContent = "Vi kunne ikke se, hvor du er. Vælg selv på listen."; },
      { maximumAge: 600000, timeout: 10000 },
    );
  });
}
