/** What stands where articles will be. */
export function Empty({ title, hint }: { title: string; hint: string }) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      <p>{hint}</p>
    </div>
  )
}
