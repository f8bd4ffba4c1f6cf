import { Dice } from "./dice"
import { drawStory, type Plot, PLOTS, type Story } from "./story"
import type { RunOptions } from "./world"

/** These pay whatever happens, so a kill that waits for their payment takes place. */
const SURE_TO_PAY: Plot[] = ["pays", "closes_browser", "completes_too", "pays_twice", "pays_over", "pays_old_qr"]

const ONE_KILL_PER = 50
const LEAST_KILLS = 2

/** All stories of a run, in the order in which they begin. */
export function drawCast({ payments, seed, kill, plot }: Omit<RunOptions, "atOnce">): Story[] {
  const stories = Array.from({ length: payments }, (_, number) => drawStory(seed, number, only(plot)))
  if (kill) chooseKills(stories, new Dice(seed + 1))
  const late = stories.filter(({ plot }) => plot === "pays_late")
  const lastOnes = stories.filter(({ plot }) => plot === "buys_the_last_ones")
  const others = stories.filter((story) => !late.includes(story) && !lastOnes.includes(story))
  const middle = Math.floor(others.length / 2)
  // Who waits for an expiry begins early, or all would wait for them; those after the same stock meet in the middle.
  return [...late, ...others.slice(0, middle), ...lastOnes, ...others.slice(middle)]
}

function only(plot: string | undefined): Plot | undefined {
  if (plot === undefined || plot in PLOTS) return plot as Plot | undefined
  throw new Error(`--plot must be one of ${Object.keys(PLOTS).join(", ")}`)
}

function chooseKills(stories: Story[], dice: Dice): void {
  const candidates = stories.filter(({ plot }) => SURE_TO_PAY.includes(plot))
  const wanted = Math.max(LEAST_KILLS, Math.round(stories.length / ONE_KILL_PER))
  for (let kills = 0; kills < wanted && candidates.length > 0; kills++) {
    const [story] = candidates.splice(dice.between(0, candidates.length - 1), 1)
    if (story) story.killMs = dice.between(0, 600)
  }
}
