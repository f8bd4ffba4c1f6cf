import dgram from "node:dgram"
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

/**
 * Two scripts that start at once must not choose the same port: seconds pass before the program chosen for listens.
 * So the UDP port of the same number is held until this process ends. Nothing else uses it, and no file is left behind.
 */
function claim(port) {
  return new Promise((resolve) => {
    const socket = dgram.createSocket({ type: "udp4" }).unref()
    socket.once("error", () => resolve(null))
    socket.bind({ port, address: "127.0.0.1", exclusive: true }, () => resolve(socket))
  })
}

async function claimFree(port) {
  const socket = await claim(port)
  if (!socket) return false
  if (await isFree(port)) return true
  socket.close()
  return false
}

/** The wished port, or the first free one after it. No other script gets it while this process runs. */
export async function freePort(wished) {
  for (let port = wished; port < wished + 200; port++) if (await claimFree(port)) return port
  throw new Error(`no free port between ${wished} and ${wished + 200}`)
}

/** The port before `size` free ones in a row. Below 32768, where the system takes ports for outgoing connections. */
export async function freeBlock(size) {
  for (let tries = 0; tries < 50; tries++) {
    const before = 20_000 + 10 * Math.floor(Math.random() * 1000)
    const ports = Array.from({ length: size }, (_, n) => before + 1 + n)
    if ((await Promise.all(ports.map(claimFree))).every(Boolean)) return before
  }
  throw new Error(`no ${size} free ports in a row`)
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
