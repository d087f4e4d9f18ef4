/** What the desk knows of a picture: asked for once. */

export interface Picture {
  id: string
  url: string
  thumbnail: string
  width: number
  height: number
  alt: string
  caption: string
  credit: string
}

const known = new Map<string, Promise<Picture | null>>()

export function findPicture(id: string): Promise<Picture | null> {
  const picture = known.get(id) ?? ask(id)
  known.set(id, picture)
  return picture
}

export function remember(picture: Picture): void {
  known.set(picture.id, Promise.resolve(picture))
}

/** As wide as a text is: of a picture that is wider, the form that readers get. */
export function addressInText({ url, thumbnail, width }: Picture): string {
  return width > 800 && thumbnail.endsWith('.240.webp') ? thumbnail.replace(/240\.webp$/, '800.webp') : url
}

async function ask(id: string): Promise<Picture | null> {
  try {
    const response = await fetch(`/admin/images/${id}`, { headers: { Accept: 'application/json' } })
    return response.ok ? (await response.json()).image : null
  } catch {
    known.delete(id)
    return null
  }
}
