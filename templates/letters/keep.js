// On the page that says an email is confirmed: keeps who wrote in this browser, if its reader says so.
;(() => {
  const button = document.getElementById('keep')
  const told = document.getElementById('kept')
  button.hidden = false
  button.addEventListener('click', () => {
    const { name, email, proof, kept, notKept } = button.dataset
    try {
      localStorage.setItem('dateline', JSON.stringify({ name, email, proof }))
      told.textContent = kept
      button.hidden = true
    } catch {
      told.textContent = notKept
    }
  })
})()
