// Shows how far a file has come. A form with `data-upload` is sent as it always is, and
// with `X-Upload: 1`; the answer is {"videre": address} or {"fejl": "…"}: see
// grundlag/uploads.py. After any other answer the next press sends it without us.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

class Upload {
  constructor(form, group) {
    this.form = form;
    this.input = group.querySelector("input[type=file]");
    this.bar = make("progress", { max: 100, value: 0, "aria-label": "Filen sendes" });
    this.shown = make("span", { "aria-hidden": "true" });
    const stop = make("button", { type: "button", class: "function-link" }, "Afbryd");
    stop.addEventListener("click", () => this.request.abort());
    this.box = make("div", { class: "rf-fil__fremdrift", hidden: "" }, this.bar, this.shown, stop);
    this.status = make("p", { id: `${this.input.id}_status`, class: "rf-fil__status", role: "status" });
    group.append(this.box, this.status);
    const described = this.input.getAttribute("aria-describedby") ?? "";
    this.input.setAttribute("aria-describedby", `${described} ${this.status.id}`.trim());
  }

  get file() { return this.input.files[0]; }

  check() {
    const isTooBig = this.file?.size > Number(this.input.dataset.maxBytes);
    this.say(isTooBig ? this.input.dataset.tooBig : "", isTooBig);
    return !isTooBig;
  }

  say(text, isWrong = false) {
    this.status.textContent = text;
    this.status.classList.toggle("form-error-message", isWrong);
    this.input.setAttribute("aria-invalid", isWrong);
  }

  submit(event) {
    // A button that is about something else says so by `formnovalidate`.
    // Where there are several, the first that has a file sends them all.
    if (event.defaultPrevented || !this.file || this.isGivenUp || event.submitter?.formNoValidate) return;
    event.preventDefault();
    if (this.request) return;
    if (this.check()) this.send(event.submitter);
    else this.stay();
  }

  send(submitter) {
    const body = new FormData(this.form, submitter);
    this.request = new XMLHttpRequest();
    this.request.open("POST", this.form.action);
    this.request.setRequestHeader("X-Upload", "1");
    this.request.responseType = "json";
    this.request.upload.addEventListener("progress", (event) => this.show(event));
    this.request.addEventListener("load", () => this.hear(this.request));
    this.request.addEventListener("error", () => this.fail("Filen kom ikke frem. Prøv igen."));
    this.request.addEventListener("abort", () => this.fail("Afbrudt. Filen er ikke sendt."));
    this.box.hidden = false;
    this.say(`Sender ${this.file.name}`);
    this.request.send(body);
  }

  show({ loaded, total }) {
    const percent = Math.floor((100 * loaded) / total);
    this.bar.value = percent;
    this.shown.textContent = percent < 100 ? `${percent} %` : "Filen bliver gemt";
  }

  hear({ status, response }) {
    if (status === 200 && response?.videre) {
      this.request = null;
      this.say("Filen er sendt.");
      location.assign(response.videre);
    } else if (status === 200 && response?.fejl) {
      this.fail(response.fejl);
    } else {
      this.isGivenUp = true;
      this.fail("Filen kom ikke frem. Prøv igen.");
    }
  }

  fail(text) {
    this.box.hidden = true;
    this.say(text, true);
    this.input.focus();
    this.stay();
  }

  stay() {
    this.request = null;
    this.form.dispatchEvent(new Event("stayed"));
  }
}

for (const form of document.querySelectorAll("form[data-upload]")) {
  for (const group of form.querySelectorAll("[data-file]")) {
    const upload = new Upload(form, group);
    upload.input.addEventListener("change", () => upload.check());
    form.addEventListener("submit", (event) => upload.submit(event));
    addEventListener("beforeunload", (event) => { if (upload.request) event.preventDefault(); });
  }
}
