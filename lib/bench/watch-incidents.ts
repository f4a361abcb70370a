// A process of its own for the diagnosis section: watches every so-manieth incident and prints what it saw.
import { endWithParent } from "#lib/bench/program.ts";
import { type Watched, watchIncident } from "#lib/testing/incidents/watch-incident.ts";

endWithParent();
const [first = 1, last = 1, step = 1] = process.argv.slice(2).map(Number);
const watched: Watched[] = [];
for (let seed = first; seed <= last; seed += step) watched.push(await watchIncident(seed));
console.log(JSON.stringify(watched));
