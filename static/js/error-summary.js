// Moves focus to the list of errors, so that it is the first thing read.
document.querySelector("[data-error-summary]")?.focus();
