import { observe } from "./instruments"
import { ATTRIBUTES, SPANS } from "./names"
import { inSpan } from "./span"

const ACTORS = ["callback", "hint", "storefront", "core", "job", "admin"]

/** One call of settle: a span, and how long it took by outcome and actor. */
export function observeSettle<S extends { outcome: string; asked: boolean }>(
  actor: string,
  work: () => Promise<S>
): Promise<S> {
  const who = { [ATTRIBUTES.actor]: actorKind(actor) }
  const started = performance.now()
  return inSpan(SPANS.settle, who, work, (settlement) => {
    const became = {
      [ATTRIBUTES.outcome]: settlement?.outcome ?? "error",
      [ATTRIBUTES.asked]: settlement?.asked ?? false,
    }
    observe("settleDuration", (performance.now() - started) / 1000, { ...who, ...became })
    return became
  })
}

/** `admin:<user id>` without its id; what is not on the list might be one. */
export function actorKind(actor: string): string {
  const kind = actor.split(":")[0] as string
  return ACTORS.includes(kind) ? kind : "other"
}
