// Loaded before a program: `Date` runs faster there. Timers and performance.now() stay real, so that the limits of AWS
// and the load on the machine are what they are. Files written and answers sent are dated by the fast clock, too.
import { parseClockSpeed, toFastMs } from "#lib/bench/clock-speed.ts";

const clock = parseClockSpeed(process.env);
const realNowMs = Date.now;
const now = () => toFastMs(realNowMs(), clock);

const FastDate = new Proxy(Date, {
  apply: (target) => new target(now()).toString(),
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
});
Date.now = now;
Date.prototype.constructor = FastDate;
globalThis.Date = FastDate;
