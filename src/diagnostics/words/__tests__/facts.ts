/** What a sentence is told. */
export type Facts = readonly (string | number | null | readonly string[])[]

const WHY = "‹1›"
const AT = "‹2›"
const NAMED = "‹3›"

/** For every sentence that is told something: facts for each way it can turn out. Marks stand for texts of others. */
export const FACTS: Record<string, Facts[]> = {
  "any.too_late": [[20]],
  "any.broken": [[WHY]],

  "boot.stopped": [[WHY], [null]],
  "database.away": [[WHY]],
  "tables.fine": [[7]],
  "tables.missing": [[NAMED]],
  "version.fine": [[NAMED]],
  "version.outside": [[NAMED, AT]],

  "options.unbuildable": [[WHY]],
  "options.refused": [[WHY]],
  "environment.known": [
    ["production", AT],
    ["sandbox", AT],
  ],
  "environment.other": [[AT]],
  "environment.contradicted": [[NAMED, AT]],
  "environment.no_money": [[AT]],
  "credentials.not_asked": [[WHY]],
  "invoice_code.issued": [["2026-11-20"]],
  "invoice_code.refused": [[WHY]],
  "invoice_code.trial_failed": [[WHY]],
  "invoice_code.trial_unknown": [[WHY]],
  "invoice_code.left_open": [[NAMED]],
  "clock.off": [
    ["server", 90, "behind"],
    ["database", 7200, "ahead"],
  ],
  "callback_url.unreachable": [
    [AT, ["not_https"]],
    [AT, ["not_public"]],
  ],
  "callback_url.local": [[AT, ["not_https", "not_public"]]],
  "callback_reach.fine": [[AT]],
  "callback_reach.silent": [
    [AT, WHY],
    [AT, null],
  ],
  "callback_reach.redirected": [[AT, 301]],
  "callback_reach.stranger": [[AT, 404]],
  "region.fine": [[NAMED]],
  "region.nowhere": [[NAMED]],
  "region.unpayable": [[NAMED]],
  "region.partly": [[NAMED]],
  "region.leftover": [[NAMED]],

  "modules.worker_mode": [[NAMED]],
  "locking.memory": [[WHY]],
  "event_bus.memory": [[WHY]],
  "workflows.memory": [[WHY]],
  "caching.not_shared": [[WHY]],

  "job.busy": [[30]],
  "job.idle": [[259_200], [null]],
  "job.still": [[181], [null]],
  "job.never_listed": [[NAMED]],
  "backlog.behind": [
    [420, null],
    [null, 121],
    [420, 3600],
  ],
  "callbacks.no_payments": [[90], [null]],
  "callbacks.told": [
    [10, 8, 7, 90],
    [10, 0, 0, null],
  ],
  "attention.open": [
    [1, NAMED],
    [2, NAMED],
  ],
}
