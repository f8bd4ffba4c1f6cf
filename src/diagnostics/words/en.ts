import { span } from "./span"

// What the diagnostics say, by check. Facts are given as they are; a sentence puts them into words. What somebody else
// said (`why`) is passed on whole: cutting a "mn / en" in two might cut off something else.

function time(seconds: number): string {
  const { count, unit } = span(seconds)
  return `${count} ${unit}${count === 1 ? "" : "s"}`
}

const lastRun = (age: number | null) => (age === null ? "it has never run to its end" : `it last ran ${time(age)} ago`)

const lastCallback = (age: number | null) =>
  age === null ? "no callback has ever come" : `the last callback came ${time(age)} ago`

const inMemory = (because: string) => `in this server's memory, though ${because}`

/** What may be wrong with a callback URL. */
export type UrlProblem = "not_https" | "not_public"

const URL_PROBLEMS: Record<UrlProblem, string> = { not_https: "is not https", not_public: "is not a public address" }

const badUrl = (at: string, problems: readonly UrlProblem[]) =>
  `${at} ${problems.map((problem) => URL_PROBLEMS[problem]).join(" and ")}`

const DATABASE_FIX = "start PostgreSQL, or correct DATABASE_URL"
const CALLBACK_URL_FIX = "set QPAY_CALLBACK_URL to the public https address of this server, ending in /webhooks/qpay"
const INVOICE_CODE_FIX = "correct QPAY_INVOICE_CODE: it is in QPay's e-mail, beside the user it belongs to"
const RATE_FIX = "use a region in MNT, or give the provider a rate: exchangeRates: { <currency>: <tugrik> }"
const REDIS_LOCKING = "use Medusa's Redis locking provider (@medusajs/medusa/locking-redis)"

/** The English sentences; a `fix` where something is to be done. */
export const en = {
  any: {
    again: "run this once more; then look in the log",
    too_late: (seconds: number) => `no answer in ${seconds} s`,
    broken: (why: string) => `the check itself failed: ${why}`,
    needs_ledger: "needs the ledger: see tables",
  },

  boot: {
    stopped: (why: string | null) => ({
      found: why ?? "it said nothing",
      fix: "the store itself does not start: see what `npx medusa start` says",
    }),
  },
  database: {
    fine: "it answers",
    away: (why: string) => ({ found: why, fix: DATABASE_FIX }),
    /** Also when it gives no answer at all. */
    fix: DATABASE_FIX,
  },
  tables: {
    needs_database: "needs the database",
    no_plugin: {
      found: "the plugin itself is not loaded, so no callback would be heard",
      fix: 'add { resolve: "medusa-payment-qpay", options: {} } to plugins in medusa-config',
    },
    fine: (count: number) => `${count} tables, all columns there`,
    missing: (names: string) => ({ found: `missing: ${names}`, fix: "run `npx medusa db:migrate`" }),
  },
  version: {
    unknown: "cannot be told",
    not_from_here: "Medusa's version cannot be told from here",
    fine: (installed: string) => `Medusa ${installed}`,
    outside: (installed: string, range: string) => ({
      found: `Medusa ${installed} is outside ${range}, for which this plugin is made`,
      fix: `install @medusajs/medusa@${range}, all of Medusa's packages alike, or a plugin version that fits`,
    }),
  },

  options: {
    fine: "complete, and no two contradict each other",
    none: {
      found: "medusa-config has no entry of the QPay provider",
      fix: "add an entry with resolve medusa-payment-qpay/providers/qpay to the payment module's providers",
    },
    unbuildable: (why: string) => ({
      found: `Medusa cannot build it: ${why}`,
      fix: "correct its entry in medusa-config",
    }),
    refused: (why: string) => ({ found: why, fix: "correct them in medusa-config or in .env" }),
  },
  environment: {
    known: (name: "production" | "sandbox", host: string) => `QPay's ${name} (${host})`,
    other: (host: string) => `${host}, which is neither QPay's production nor its sandbox`,
    contradicted: (environment: string, where: string) => ({
      found: `environment says "${environment}", but baseUrl wins: ${where}`,
      fix: "drop one of environment and baseUrl (variable QPAY_BASE_URL)",
    }),
    no_money: (where: string) => ({
      found: `NODE_ENV is production, but QPay is ${where}: no bank app can pay there`,
      fix: 'to take money, set environment: "production" with its credentials and drop baseUrl (variable QPAY_BASE_URL)',
    }),
  },
  credentials: {
    fine: "QPay accepts the user and the password",
    refused: {
      found: "QPay refuses the user or the password",
      fix: "correct QPAY_USERNAME and QPAY_PASSWORD: both are in QPay's e-mail, and sandbox and production have different ones",
    },
    not_asked: (why: string) => ({
      found: `QPay could not be asked: ${why}`,
      fix: "check that this server may reach QPay's address (network, firewall, baseUrl), then run this once more",
    }),
  },
  invoice_code: {
    needs_qpay: "needs QPay: see credentials",
    issued: (day: string) => `QPay issued an invoice with it on ${day}`,
    listed: "QPay lists payments under it",
    unproven: "QPay's list does not refuse it; only an invoice proves it: run `npx medusa-payment-qpay doctor --live`",
    refused: (why: string) => ({
      found: `QPay does not let this user use the invoice code: ${why}`,
      fix: INVOICE_CODE_FIX,
    }),
    tried: "QPay issued an invoice of ₮100, which was cancelled at once",
    trial_failed: (why: string) => ({
      found: `QPay issued no invoice: ${why}`,
      fix: `${INVOICE_CODE_FIX}; else ask QPay`,
    }),
    trial_unknown: (why: string) => ({
      found: `QPay issued no invoice: ${why}`,
      fix: "look at QPay's own pages for an open invoice of ₮100 and cancel it",
    }),
    left_open: (invoice: string) => ({
      found: `QPay issued an invoice of ₮100 and did not confirm its cancellation: ${invoice}`,
      fix: "cancel it at QPay's own pages; nothing is lost, nobody has its QR",
    }),
  },
  clock: {
    needs_qpay: "QPay told no time: see credentials",
    fine: "this server's and the database's clock agree with QPay's",
    off: (whose: "server" | "database", seconds: number, way: "behind" | "ahead") => ({
      found: `${whose === "server" ? "this server's" : "the database's"} clock is ${time(seconds)} ${way === "behind" ? "behind" : "ahead of"} QPay's`,
      fix: "let NTP set the machine's time (timedatectl set-ntp true): tokens and the list of payments go by it",
    }),
  },
  callback_url: {
    unreachable: (at: string, problems: readonly UrlProblem[]) => ({
      found: `${badUrl(at, problems)}: QPay cannot reach it`,
      fix: CALLBACK_URL_FIX,
    }),
    local: (at: string, problems: readonly UrlProblem[]) => ({
      found: `${badUrl(at, problems)}: fine for a simulator on this machine, not for QPay`,
      fix: CALLBACK_URL_FIX,
    }),
  },
  callback_reach: {
    needs_database: "needs the database, through which the servers of a store know each other",
    fine: (at: string) => `${at} leads to a server of this store`,
    silent: (at: string, why: string | null) => ({
      found: `${at} does not answer (${why ?? "timed out"})`,
      fix:
        `start the server; if it runs, correct QPAY_CALLBACK_URL, or the proxy, firewall and certificate in front of it, ` +
        `until \`curl ${at}\` from outside answers "QPay webhook endpoint is active"`,
    }),
    redirected: (at: string, status: number) => ({
      found: `${at} answers with a redirect (${status}), which QPay need not follow`,
      fix: "set QPAY_CALLBACK_URL to the address that it leads to in the end (https, with or without www)",
    }),
    stranger: (at: string, status: number) => ({
      found: `${at} is answered (${status}) by something that is not a server of this store`,
      fix:
        "set QPAY_CALLBACK_URL to this store's own address; if it is, its servers must run this version, on this " +
        "database and with the same JWT_SECRET and COOKIE_SECRET",
    }),
  },
  region: {
    fine: (regions: string) => `enabled in ${regions}`,
    nowhere: (provider: string) => ({
      found: "it is enabled in no region, so no shopper is offered it",
      fix: `enable ${provider} in a region whose currency is MNT (admin: Settings → Regions)`,
    }),
    unpayable: (regions: string) => ({
      found: `enabled only where QPay cannot be paid: ${regions}`,
      fix: RATE_FIX,
    }),
    partly: (regions: string) => ({
      found: `enabled also where it cannot be paid: ${regions}`,
      fix: RATE_FIX,
    }),
    leftover: (regions: string) => ({
      found: `it is offered in ${regions}, but medusa-config has no such entry: choosing it fails`,
      fix: "take it out of the region (admin: Settings → Regions), or give the entry its old id back",
    }),
  },

  modules: {
    redis: "redis",
    postgres: "postgres",
    own: "a module of the store's own",
    alone: "in this server's memory: fine for one server",
    // These three speak for several servers; together they are the `because` of what follows.
    production: "NODE_ENV is production",
    redis_url: "redisUrl is set",
    worker_mode: (mode: string) => `the worker mode is ${mode}`,
  },
  locking: {
    memory: (because: string) => ({
      found: `${inMemory(because)}: two servers could complete one cart at once`,
      fix: `with several servers ${REDIS_LOCKING}`,
    }),
    postgres: {
      found: "in PostgreSQL: it never ends the locks of a server that died, so a cart may stay locked for ever",
      fix: REDIS_LOCKING,
    },
  },
  event_bus: {
    memory: (because: string) => ({
      found: `${inMemory(because)}: events reach one server only, and end with it`,
      fix: "use Medusa's Redis event bus (@medusajs/medusa/event-bus-redis)",
    }),
  },
  workflows: {
    memory: (because: string) => ({
      found: `${inMemory(because)}: what is under way ends with the server`,
      fix: "use Medusa's Redis workflow engine (@medusajs/medusa/workflow-engine-redis)",
    }),
  },
  caching: {
    alone: "QPay's token is this server's own: fine for one server",
    not_shared: (because: string) => ({
      found: `QPay's token is not shared, though ${because}: each server logs in for itself, which may end another's token`,
      fix: "with several servers configure Medusa's Caching Module with Redis (@medusajs/medusa/caching)",
    }),
  },

  job: {
    busy: (age: number | null) => lastRun(age),
    idle: (age: number | null) => `nothing is open or due; ${lastRun(age)}`,
    still: (age: number | null) => ({
      found: `qpay-reconcile stands still while invoices are open or due: ${lastRun(age)}`,
      fix: "run a server with MEDUSA_WORKER_MODE shared or worker, and look in its log for `[qpay] reconcile stopped`",
    }),
    never_listed: (providers: string) => ({
      found: `reconcileEverySeconds is 0 for ${providers}: lost callbacks stay lost`,
      fix: "leave reconcileEverySeconds out (60), or set it to 10 or more",
    }),
  },
  backlog: {
    fine: "nothing waits longer than it should",
    /** Seconds, and null where nothing waits too long. */
    behind: (overdue: number | null, unanswered: number | null) => ({
      found: [
        overdue !== null && `an invoice has been due for ${time(overdue)}`,
        unanswered !== null && `a callback has waited for its answer for ${time(unanswered)}`,
      ]
        .filter(Boolean)
        .join("; "),
      fix: "look in the log for `[qpay] reconcile`: QPay may be away, or an invoice's provider no longer configured",
    }),
  },
  callbacks: {
    no_payments: (age: number | null) => `no payment older than a minute to judge by; ${lastCallback(age)}`,
    told: (payments: number, announced: number, foundFirst: number, age: number | null) => ({
      found: `callbacks told of ${announced} of the last ${payments} payments that are older than a minute, of ${foundFirst} first; ${lastCallback(age)}`,
      fix: "see callback_reach; if that is good, ask QPay whether its callbacks are blocked: the host's firewall or bot protection must let GET /webhooks/qpay pass",
    }),
  },
  attention: {
    fine: "the list is empty",
    open: (count: number, stake: string) => ({
      found: `${count === 1 ? "1 open line" : `${count} open lines`}, ${stake} at stake`,
      fix: "open QPay in Medusa admin and resolve each line",
    }),
  },
}

/** The same sentences in every language. */
export type Words = typeof en
