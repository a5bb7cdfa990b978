// Saves a form with `data-autosave` while one writes: two seconds after the last change,
// and when the page is left. It is sent to its own address with `X-Autosave: 1`, without
// its files. The answer is {"gemt": "14.32", "version": 7, "tekster": {id: text},
// "undtagen": "…"}, or {"fejl": "…"} for what trying again does not mend: see grundlag/autosave.py.
const PAUSE = 2000;
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 60000;
const PATIENCE = 10000;
// More than this a browser refuses to send from a page that is being left.
const KEPT_ALIVE = 60000;
// What a save changes itself.
const OURS = ["version", "csrfmiddlewaretoken"];

class Autosave {
  constructor(form) {
    this.form = form;
    this.status = document.querySelector("[data-autosave-status]");
    this.kept = this.written();
    this.wait = FIRST_WAIT;
    this.leaving = false;
  }

  contents() {
    const texts = [...new FormData(this.form)].filter(([, value]) => typeof value === "string");
    return new URLSearchParams(texts);
  }

  written() {
    const contents = this.contents();
    for (const name of OURS) contents.delete(name);
    return contents.toString();
  }

  get isUnsaved() { return this.written() !== this.kept; }

  say(text) {
    // The same words again are not read out again.
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  later(milliseconds = PAUSE) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), milliseconds);
  }

  // One at a time: the next must carry the version that this one is given.
  async save() {
    clearTimeout(this.timer);
    if (this.sending || this.leaving || !this.isUnsaved) return;
    this.sending = this.send();
    const again = await this.sending;
    this.sending = null;
    if (again && this.isUnsaved && !this.leaving) this.later(again);
  }

  // Gives how long to wait before the next, or nothing to wait for a change.
  async send() {
    const written = this.written();
    const body = this.contents().toString();
    try {
      const response = await fetch(this.form.action, {
        method: "POST",
        headers: { "X-Autosave": "1", Accept: "application/json" },
        body: new URLSearchParams(body),
        redirect: "error",
        signal: AbortSignal.timeout(PATIENCE),
        keepalive: document.hidden && body.length < KEPT_ALIVE,
      });
      if (response.status !== 200) throw new Error(response.status);
      return this.hear(await response.json(), written);
    } catch {
      this.say("Ikke gemt endnu. Prøver igen.");
      const wait = this.wait;
      this.wait = Math.min(wait * 2, LONGEST_WAIT);
      return wait;
    }
  }

  hear({ fejl, gemt, version, tekster, undtagen }, written) {
    this.wait = FIRST_WAIT;
    if (fejl) {
      this.say(fejl);
      return 0;
    }
    this.kept = written;
    this.form.elements.namedItem("version").value = version;
    this.say(undtagen ? `Gemt kl. ${gemt}, undtagen dette: ${undtagen}` : `Gemt kl. ${gemt}`);
    if (!this.isUnsaved) {
      for (const [id, text] of Object.entries(tekster)) {
        document.getElementById(id).textContent = text;
      }
    }
    return PAUSE;
  }

  // What is under way is waited for, or the form would be sent with a version that is
  // no longer the newest, and be refused.
  submit(event) {
    clearTimeout(this.timer);
    if (this.sending) {
      event.preventDefault();
      event.stopImmediatePropagation();
      const { submitter } = event;
      if (!this.leaving) this.sending.then(() => this.form.requestSubmit(submitter));
    }
    this.leaving = true;
  }

  // The form is still here after all: a file was refused, or one came back to the page.
  stay() {
    this.leaving = false;
    this.later();
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const autosave = new Autosave(form);
  form.addEventListener("input", () => autosave.later());
  form.addEventListener("change", () => autosave.later());
  form.addEventListener("submit", (event) => autosave.submit(event), { capture: true });
  form.addEventListener("stayed", () => autosave.stay());
  document.addEventListener("visibilitychange", () => { if (document.hidden) autosave.save(); });
  addEventListener("online", () => autosave.save());
  addEventListener("pageshow", ({ persisted }) => { if (persisted) autosave.stay(); });
  addEventListener("beforeunload", (event) => {
    if (!autosave.leaving && autosave.isUnsaved) event.preventDefault();
  });
}
