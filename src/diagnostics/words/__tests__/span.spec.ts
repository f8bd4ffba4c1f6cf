import { WORDS } from ".."
import { span } from "../span"

it.each([
  [0, 0, "second"],
  [1, 1, "second"],
  [59.9, 59, "second"],
  [60, 1, "minute"],
  [3_599, 59, "minute"],
  [7_200, 2, "hour"],
  [86_399, 23, "hour"],
  [86_400, 1, "day"],
  [1_000_000, 11, "day"],
])("%d seconds: %d %s", (seconds, count, unit) => {
  expect(span(seconds)).toEqual({ count, unit })
})

it.each([
  [1, "1 second ago", "1 секундын өмнө"],
  [120, "2 minutes ago", "2 минутын өмнө"],
  [3_600, "1 hour ago", "1 цагийн өмнө"],
  [172_800, "2 days ago", "2 хоногийн өмнө"],
])("%d seconds ago, in words", (seconds, en, mn) => {
  expect(WORDS.en.job.busy(seconds)).toContain(en)
  expect(WORDS.mn.job.busy(seconds)).toContain(mn)
})

it.each([
  [1, "for 1 second", " 1 секунд "],
  [180, "for 3 minutes", " 3 минут "],
  [7_200, "for 2 hours", " 2 цаг "],
  [86_400, "for 1 day", " 1 хоног "],
])("%d seconds long, in words", (seconds, en, mn) => {
  expect(WORDS.en.backlog.behind(seconds, null).found).toContain(en)
  expect(WORDS.mn.backlog.behind(seconds, null).found).toContain(mn)
})
