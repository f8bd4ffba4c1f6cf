import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { createConnection, type Socket } from "node:net"

/** A Redis of its own, on loopback and in memory only. */
export class Redis {
  /** Every command it was sent, as text, from the moment it was up. */
  heard = ""
  private constructor(
    private readonly child: ChildProcess,
    private readonly port: number,
    private readonly monitor: Socket
  ) {
    monitor.on("data", (chunk) => (this.heard += chunk))
  }

  static async start(program: string, port: number): Promise<Redis> {
    const child = spawn(
      program,
      ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", "/tmp"],
      { stdio: "ignore" }
    )
    for (let tries = 0; ; tries++) {
      const socket = createConnection({ port, host: "127.0.0.1" })
      try {
        await once(socket, "connect")
        socket.on("error", () => {})
        socket.write("MONITOR\r\n")
        return new Redis(child, port, socket)
      } catch (error) {
        if (child.exitCode !== null || tries > 100)
          throw new Error(`redis-server does not answer: ${(error as Error).message}`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  /** The bare answer to one command without spaces in its arguments. */
  async ask(command: string): Promise<string> {
    const socket = createConnection({ port: this.port, host: "127.0.0.1" })
    socket.end(`${command}\r\nQUIT\r\n`)
    let answer = ""
    for await (const chunk of socket) answer += chunk
    return answer
  }

  async stop(): Promise<void> {
    this.monitor.destroy()
    this.child.kill("SIGKILL")
    await once(this.child, "exit")
  }
}
