import { randomBytes } from "node:crypto"

const ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/** Where every id of the simulator comes from. */
export interface Random {
  bytes(count: number): Buffer
  uuid(): string
  /** A decimal number of exactly `count` digits, never with a leading zero. */
  digits(count: number): string
  /** Letters and digits only. */
  text(count: number): string
}

/** With a seed, two simulators that see the same calls hand out the same ids. Without one, ids are unpredictable. */
export function createRandom(seed?: number): Random {
  const bytes = seed === undefined ? randomBytes : seededBytes(seed)

  return {
    bytes,
    uuid() {
      const raw = bytes(16)
      raw.writeUInt8((raw.readUInt8(6) & 0x0f) | 0x40, 6)
      raw.writeUInt8((raw.readUInt8(8) & 0x3f) | 0x80, 8)
      const hex = raw.toString("hex")
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")
    },
    digits(count) {
      return [...bytes(count)].map((byte, index) => (index === 0 ? 1 + (byte % 9) : byte % 10)).join("")
    },
    text(count) {
      return [...bytes(count)].map((byte) => ALPHANUMERIC.charAt(byte % ALPHANUMERIC.length)).join("")
    },
  }
}

/** mulberry32: small, and good enough for ids that only have to be repeatable. */
function seededBytes(seed: number): (count: number) => Buffer {
  let state = seed >>> 0

  function nextByte(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 24
  }

  return (count) => Buffer.from(Array.from({ length: count }, nextByte))
}
