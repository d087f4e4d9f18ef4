// @ts-check
/* What nothing needs and everybody is glad of: a line that is there to be copied is selected. */

for (const line of document.querySelectorAll('[data-copy]')) {
  line.addEventListener('focus', () => /** @type {HTMLInputElement} */ (line).select())
}
