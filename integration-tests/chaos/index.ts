export { Dice } from "./dice"
export { run } from "./run"
