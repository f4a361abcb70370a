import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Outlook, planRound, toFairShare } from "#lib/processes/plan-round.ts";

const names = (count: number, prefix = "p") =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

function makeOutlook(changes: Partial<Outlook>): Outlook {
  const own = changes.own ?? [];
  return {
    self: 1,
    holdings: new Map([[1, own.length]]),
    hungry: new Set(),
    places: 6,
    own,
    free: [],
    leftover: [],
    ...changes,
  };
}

describe("a round", () => {
  it("alone takes everything that is free", () => {
    expect(planRound(makeOutlook({ free: names(6) }))).toEqual({ release: [], take: names(6) });
  });

  it("takes no more than the fair share at once", () => {
    const holdings = new Map([
      [1, 0],
      [2, 0],
    ]);
    expect(planRound(makeOutlook({ free: names(6), holdings })).take).toEqual(names(3));
  });

  it("takes one leftover beyond the share", () => {
    const holdings = new Map([
      [1, 3],
      [2, 2],
    ]);
    const outlook = makeOutlook({
      own: names(3),
      holdings,
      places: 7,
      free: ["x", "y"],
      leftover: ["x", "y"],
    });
    expect(planRound(outlook).take).toEqual(["x"]);
    expect(planRound({ ...outlook, leftover: [] }).take).toEqual([]);
  });

  it("keeps more than the share while nobody is hungry", () => {
    const holdings = new Map([
      [1, 6],
      [2, 0],
    ]);
    expect(planRound(makeOutlook({ own: names(6), holdings })).release).toEqual([]);
  });

  it("gives a hungry newcomer what it lacks and no more", () => {
    const holdings = new Map([
      [1, 6],
      [2, 0],
    ]);
    const outlook = makeOutlook({ own: names(6), holdings, hungry: new Set([2]) });
    expect(planRound(outlook).release).toHaveLength(3);
    expect(planRound({ ...outlook, free: ["x"] }).release).toHaveLength(2);
    expect(planRound({ ...outlook, free: ["x"], leftover: ["x"] }).release).toHaveLength(3);
  });

  it.each([
    { self: 1, held: 3, gives: 1 },
    { self: 2, held: 2, gives: 0 },
  ])("only who holds the most gives: process $self of three gives $gives", ({ self, held, gives }) => {
    const holdings = new Map([
      [1, 3],
      [2, 2],
      [3, 2],
      [4, 0],
    ]);
    const outlook = makeOutlook({ self, own: names(held), holdings, places: 7, hungry: new Set([4]) });
    expect(planRound(outlook).release).toHaveLength(gives);
  });

  it("shares any number of places among any number of processes, and then rests", () => {
    const crowds = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), crowds, (placeCount, sizes) => {
        const places = names(placeCount);
        const crowd: Crowd = { members: new Map(), hungry: new Set() };
        for (const size of sizes) {
          for (let process = 1; process <= 6; process += 1)
            if (process > size) leave(crowd, process);
            else if (!crowd.members.has(process)) crowd.members.set(process, { places, own: new Set() });
          for (let round = 0; round < 2 * placeCount + 4; round += 1) playRound(crowd, (keys) => keys);
        }
        const before = listHoldings(crowd);
        expect(before.flat().toSorted()).toEqual(places.toSorted());
        const share = Math.floor(placeCount / crowd.members.size);
        expect(Math.min(...before.map((own) => own.length))).toBeGreaterThanOrEqual(share);
        playRound(crowd, (keys) => keys);
        expect(listHoldings(crowd)).toEqual(before);
      }),
    );
  });

  it("processes that know different places leave none unread for long, and nobody hungry", () => {
    const subset = fc.subarray(names(12), { minLength: 1 });
    const lists = fc.array(subset, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(lists, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (known, chances) => {
        const shuffle = (keys: readonly string[]) =>
          keys
            .map((key) => ({ key, order: Number(chances.next().value) }))
            .toSorted((left, right) => left.order - right.order)
            .map(({ key }) => key);
        const members = known.map(
          (places, index) => [index + 1, { places, own: new Set<string>() }] as const,
        );
        const crowd: Crowd = { members: new Map(members), hungry: new Set() };
        const all = [...new Set(known.flat())].toSorted();
        const isSettled = () =>
          crowd.hungry.size === 0 && listHoldings(crowd).flat().toSorted().join() === all.join();
        let rounds = 0;
        for (; rounds < 500 && !isSettled(); rounds += 1) playRound(crowd, shuffle);
        expect(rounds).toBeLessThan(500);
      }),
    );
  });
});

type Member = { readonly places: readonly string[]; readonly own: Set<string> };
type Crowd = { readonly members: Map<number, Member>; readonly hungry: Set<number> };

function leave({ members, hungry }: Crowd, process: number): void {
  members.delete(process);
  hungry.delete(process);
}

function listHoldings({ members }: Crowd): readonly (readonly string[])[] {
  return [...members.values()].map(({ own }) => [...own]);
}

/** One round of every process, one after the other. Leftover is what was free when the round began. */
function playRound(crowd: Crowd, shuffle: (keys: readonly string[]) => readonly string[]): void {
  const isFree = (place: string) => !listHoldings(crowd).some((own) => own.includes(place));
  const isLeftover = new Map(
    [...crowd.members.values()].flatMap(({ places }) => places.map((place) => [place, isFree(place)])),
  );
  for (const [self, { places, own }] of crowd.members) {
    const free = places.filter(isFree);
    const holdings = [...crowd.members].map(([process, member]) => {
      return [process, places.filter((place) => member.own.has(place)).length] as const;
    });
    const outlook = {
      self,
      holdings: new Map(holdings),
      hungry: new Set(crowd.hungry),
      places: places.length,
      own: shuffle([...own]),
      free: shuffle(free),
      leftover: shuffle(free.filter((place) => isLeftover.get(place))),
    };
    const plan = planRound(outlook);
    for (const place of plan.release) own.delete(place);
    for (const place of plan.take) own.add(place);
    if (own.size < toFairShare(outlook)) crowd.hungry.add(self);
    else crowd.hungry.delete(self);
  }
}
