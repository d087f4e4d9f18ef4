/** Which addresses lead to a video, and on whose site. */

/** By host, without `www.` or `m.`; what its path, with the question, looks like where a video is. */
const SITES: Record<string, { name: string; video: RegExp }> = {
  'youtube.com': { name: 'YouTube', video: /^\/(?:watch\?(?:.*&)?v=[\w-]|(?:shorts|live)\/[\w-])/ },
  'youtu.be': { name: 'YouTube', video: /^\/[\w-]/ },
  'vimeo.com': { name: 'Vimeo', video: /^\/(?:[\w-]+\/)*\d+/ },
  'tiktok.com': { name: 'TikTok', video: /^\/@[\w.-]+\/video\/\d/ },
  'vm.tiktok.com': { name: 'TikTok', video: /^\/\w/ },
  'vt.tiktok.com': { name: 'TikTok', video: /^\/\w/ },
  'facebook.com': { name: 'Facebook', video: /^\/(?:watch\/?\?(?:.*&)?v=\d|[\w.-]+\/videos\/|reel\/\d|share\/v\/\w)/ },
  'fb.watch': { name: 'Facebook', video: /^\/[\w-]/ },
  'dailymotion.com': { name: 'Dailymotion', video: /^\/video\/\w/ },
  'dai.ly': { name: 'Dailymotion', video: /^\/\w/ },
  'vtv.vn': { name: 'VTV', video: /^\/video\/\w/ },
  'vtvgo.vn': { name: 'VTVgo', video: /^\/[\w-]+\/?[\w-]/ },
}

/** The host as readers know it, and the site's name; null where an address leads to no video that we know. */
export function videoSite(href: string): { host: string; name: string } | null {
  const url = URL.parse(href)
  // Whose name stands before an `@`, or which port answers, is not what a reader would take it for.
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.port) return null
  const host = url.hostname.replace(/^(?:www|m)\./, '')
  const site = Object.hasOwn(SITES, host) ? SITES[host] : undefined
  return site?.video.test(url.pathname + url.search) ? { host, name: site.name } : null
}
