const on = process.stdout.isTTY && !process.env.NO_COLOR
const paint = (code) => (text) => (on && text ? `\x1b[${code}m${text}\x1b[0m` : text)

export const colour = { dim: paint(2), bold: paint(1), red: paint(31), green: paint(32), yellow: paint(33) }
