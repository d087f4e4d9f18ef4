/** The largest frame that AV1 data says it needs. Source: AV1 Bitstream & Decoding Process Specification, 5.3 to 5.5. */

const SEQUENCE_HEADER = 1
/** The header is the first or second of a picture's units. */
const MOST_UNITS = 16

/** @returns the pixels of a frame, 0 where no header is found */
export function framePixels(data: Uint8Array): number {
  let at = 0
  for (let unit = 0; unit < MOST_UNITS && at < data.length; unit++) {
    const head = data[at] ?? 0
    const hasExtension = (head >> 2) & 1
    const hasSize = (head >> 1) & 1
    at += 1 + hasExtension
    let size = data.length - at
    if (hasSize) {
      const read = leb128(data, at)
      size = read.value
      at = read.at
    }
    if (((head >> 3) & 15) === SEQUENCE_HEADER) return maxFrame(data.subarray(at, at + Math.min(size, 256)))
    at += size
  }
  return 0
}

function leb128(data: Uint8Array, from: number): { value: number; at: number } {
  let value = 0
  for (let n = 0; n < 8; n++) {
    const byte = data[from + n] ?? 0
    value += (byte & 0x7f) * 2 ** (7 * n)
    if (byte < 0x80) return { value, at: from + n + 1 }
  }
  return { value, at: from + 8 }
}

function maxFrame(header: Uint8Array): number {
  let bit = 0
  const read = (bits: number) => {
    let value = 0
    for (let n = 0; n < bits; n++, bit++) value = value * 2 + (((header[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1)
    return value
  }
  const uvlc = () => {
    let zeros = 0
    while (zeros < 32 && read(1) === 0) zeros += 1
    if (zeros < 32) read(zeros)
  }

  read(4)
  if (read(1)) read(5)
  else {
    let delayLength = 0
    if (read(1)) {
      read(64)
      if (read(1)) uvlc()
      if (read(1)) {
        delayLength = read(5) + 1
        read(42)
      }
    }
    const hasDelay = read(1)
    for (let points = read(5) + 1; points > 0; points--) {
      read(12)
      if (read(5) > 7) read(1)
      if (delayLength && read(1)) read(2 * delayLength + 1)
      if (hasDelay && read(1)) read(4)
    }
  }
  const [widthBits, heightBits] = [read(4) + 1, read(4) + 1]
  return (read(widthBits) + 1) * (read(heightBits) + 1)
}
