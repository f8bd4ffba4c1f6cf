/** What a QR code of QPay says about an invoice. */
export interface QrFacts {
  merchantName: string
  /** Tugrik. */
  amount: number
  /** 15 digits, ends tag 15. */
  serial: string
  /** 15 digits, tag 78. */
  legacyId: string
  /** 20 letters and digits: the code's own name, in tags 27 and 62. */
  reference: string
}

/**
 * The EMVCo text of a dynamic QPay code, tags and order as decoded from public codes of 2024 to 2026.
 * Tags hold their length in two digits, which is why the merchant's name stays Latin: bytes equal characters.
 */
export function qrText(facts: QrFacts): string {
  const body = [
    tag("00", "01"),
    tag("01", "12"),
    tag("15", `2794049627940496${facts.serial}`),
    tag("27", tag("00", "A0000008430001") + tag("01", "CAXBMNUB") + tag("02", facts.reference)),
    tag("52", "6010"),
    tag("53", "496"),
    tag("54", amountText(facts.amount)),
    tag("58", "MN"),
    tag("59", latinName(facts.merchantName)),
    tag("60", "Ulaanbaatar"),
    tag("62", tag("07", facts.reference)),
    tag("71", "QPP_QR"),
    tag("78", facts.legacyId),
    tag("79", "22"),
    tag("80", "01"),
    // The checksum covers its own tag and length, but not its value.
    "6304",
  ].join("")

  return body + crc16(body).toString(16).toUpperCase().padStart(4, "0")
}

/** CRC-16/CCITT-FALSE: polynomial 1021, start FFFF. */
export function crc16(text: string): number {
  let crc = 0xffff
  for (const byte of Buffer.from(text, "utf8")) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) {
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
    }
  }
  return crc
}

function tag(id: string, value: string): string {
  return id + String(value.length).padStart(2, "0") + value
}

function amountText(amount: number): string {
  return Number.isInteger(amount) ? String(amount) : amount.toFixed(2)
}

// prettier-ignore
const CYRILLIC: Record<string, string> = {
  А: "A", Б: "B", В: "V", Г: "G", Д: "D", Е: "E", Ё: "Yo", Ж: "J", З: "Z", И: "I", Й: "I", К: "K", Л: "L", М: "M",
  Н: "N", О: "O", Ө: "U", П: "P", Р: "R", С: "S", Т: "T", У: "U", Ү: "U", Ф: "F", Х: "KH", Ц: "TS", Ч: "CH", Ш: "SH",
  Щ: "SH", Ъ: "", Ы: "Y", Ь: "I", Э: "E", Ю: "Yu", Я: "Ya",
}

/** Latin capitals without spaces, at most 25; a digraph keeps its small letter (a production code of Sep 2026 has "Ya"). */
function latinName(name: string): string {
  const latin = [...name.toUpperCase()].map((letter) => CYRILLIC[letter] ?? letter).join("")
  return latin.replace(/[^A-Za-z0-9]/g, "").slice(0, 25) || "MERCHANT"
}
