import net from "node:net"

/** Loopback has two addresses; a port is only ours when both are free. */
const ADDRESSES = ["127.0.0.1", "::1"]

function canListen(port, host) {
  return new Promise((resolve) => {
    const probe = net.createServer()
    probe.once("error", (error) => resolve(error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT"))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

export async function isFree(port) {
  for (const host of ADDRESSES) if (!(await canListen(port, host))) return false
  return true
}

/** The wished port, or the first free one after it. */
export async function freePort(wished) {
  for (let port = wished; port < wished + 200; port++) if (await isFree(port)) return port
  throw new Error(`no free port between ${wished} and ${wished + 200}`)
}

/** True when something accepts connections there. */
export function isOpen(port, host = "localhost") {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host })
    const answer = (open) => {
      socket.destroy()
      resolve(open)
    }
    socket.once("connect", () => answer(true))
    socket.once("error", () => answer(false))
    socket.setTimeout(1000, () => answer(false))
  })
}
