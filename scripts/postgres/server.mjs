// One PostgreSQL server per name ("demo", one per test run), on loopback, with its data and its own port beside each other.
import { spawnSync } from "node:child_process"
import crypto from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { setTimeout } from "node:timers/promises"
import { freePort, isFree, isOpen } from "../lib/ports.mjs"
import { commandOf } from "../lib/process.mjs"
import { locate } from "./binaries.mjs"

const USER = "postgres"
const DEMO_PORT = 54329
const OTHER_PORTS = 54330

/** Demo and test data may be lost in a power cut; in exchange everything is several times faster. */
const FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
const SETTINGS = ["listen_addresses=localhost", "unix_socket_directories=''", "max_connections=200", ...FAST]

export function server(name) {
  const { native, home, user } = locate()
  const dir = path.join(home, name)
  const data = path.join(dir, "data")
  const run = (program, ...args) =>
    spawnSync(path.join(native, "bin", program), args, {
      ...user,
      cwd: "/", // the working directory may be one that the other user cannot enter
      env: { PATH: process.env.PATH, LC_ALL: "C" },
      encoding: "utf8",
      stdio: ["ignore", "ignore", "pipe"],
    })
  return {
    name,
    home,
    dir,
    data,
    user,
    run,
    log: path.join(dir, "server.log"),
    portFile: path.join(dir, "port"),
    passwordFile: path.join(dir, "password"),
    exists: () => fs.existsSync(path.join(data, "PG_VERSION")),
  }
}

function give(file, { uid, gid }) {
  if (uid) fs.chownSync(file, uid, gid)
}

function create(pg) {
  fs.mkdirSync(pg.home, { recursive: true })
  fs.rmSync(pg.dir, { recursive: true, force: true }) // what an interrupted first start left
  fs.mkdirSync(pg.dir, { mode: 0o700 })
  give(pg.dir, pg.user)
  // A password, because on a shared machine loopback is everybody's.
  fs.writeFileSync(pg.passwordFile, crypto.randomBytes(18).toString("hex"), { mode: 0o600 })
  give(pg.passwordFile, pg.user)
  const made = pg.run(
    "initdb",
    ...["-D", pg.data, "-U", USER, `--pwfile=${pg.passwordFile}`, "--auth=password", "--no-sync", "--encoding=UTF8"],
    // Cyrillic upper and lower case without depending on the locales of the machine
    ...["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
  )
  if (made.status !== 0) {
    fs.rmSync(pg.dir, { recursive: true, force: true })
    throw new Error(`PostgreSQL could not create its data folder: ${made.stderr || made.error}`)
  }
}

/** The port of the running server, from its own lock file; null when it does not run. */
async function runningPort(pg) {
  if (!pg.exists() || pg.run("pg_ctl", "-D", pg.data, "status").status !== 0) return null
  const lock = path.join(pg.data, "postmaster.pid")
  const [pid, , , port] = fs.readFileSync(lock, "utf8").split("\n")
  if (!commandOf(pid).includes(pg.data)) {
    // After a crash or a reboot the lock file can name a process that is now something else.
    fs.rmSync(lock, { force: true })
    return null
  }
  for (let tries = 0; tries < 100; tries++) {
    if (await isOpen(Number(port))) return Number(port)
    await setTimeout(100) // another command is starting it right now
  }
  throw new Error(`PostgreSQL (process ${pid}) runs but does not answer on port ${port}; see ${pg.log}`)
}

async function choosePort(pg) {
  const asked = pg.name === "demo" ? Number(process.env.QPAY_PG_PORT) : 0
  if (asked) {
    if (await isFree(asked)) return asked
    throw new Error(`QPAY_PG_PORT=${asked} is in use by another program`)
  }
  const remembered = fs.existsSync(pg.portFile) ? Number(fs.readFileSync(pg.portFile, "utf8")) : 0
  return freePort(remembered || (pg.name === "demo" ? DEMO_PORT : OTHER_PORTS))
}

const TRIES = 5

async function launch(pg) {
  for (let tries = 1; ; tries++) {
    const port = await choosePort(pg)
    const options = [`-p ${port}`, ...SETTINGS.map((setting) => `-c ${setting}`)].join(" ")
    const started = pg.run("pg_ctl", "-D", pg.data, "-l", pg.log, "-o", options, "-w", "-t", "30", "start")
    if (started.status === 0) {
      fs.writeFileSync(pg.portFile, String(port))
      return port
    }
    const already = await runningPort(pg) // two commands started it at once: the other one won
    if (already) return already
    if (tries < TRIES && !(await isFree(port))) continue // another program took the port meanwhile
    throw new Error(`PostgreSQL did not start: ${started.stderr || started.error}\n${tail(pg.log)}\n(log: ${pg.log})`)
  }
}

const tail = (file) =>
  fs.existsSync(file) ? fs.readFileSync(file, "utf8").trim().split("\n").slice(-5).join("\n") : ""

export async function start(name = "demo") {
  const pg = server(name)
  if (!pg.exists()) create(pg)
  const port = (await runningPort(pg)) ?? (await launch(pg))
  const password = fs.readFileSync(pg.passwordFile, "utf8")
  return {
    host: "localhost",
    port,
    user: USER,
    password,
    url: (database) => `postgres://${USER}:${password}@localhost:${port}/${database}`,
  }
}

export function stop(name = "demo") {
  const pg = server(name)
  if (pg.exists()) pg.run("pg_ctl", "-D", pg.data, "-m", "fast", "-w", "stop")
}

export async function status(name = "demo") {
  return runningPort(server(name))
}

export function reset(name = "demo") {
  stop(name)
  fs.rmSync(server(name).dir, { recursive: true, force: true })
}
