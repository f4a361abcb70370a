import type { Page } from "@playwright/test";

/** What moving through a drawing took, frame by frame, in milliseconds. */
export type Frames = { readonly panMs: readonly number[]; readonly zoomMs: readonly number[] };

/**
 * How the drawing is moved: by wheel events on an element, as a hand would · by the function that a peer's page keeps as
 * `peerMoveTo(from, to)`.
 */
export type Hands =
  | { readonly kind: "wheel"; readonly selector: string }
  | { readonly kind: "function"; readonly from: number; readonly to: number };

const framesOfAKind = 120;

/** Moving begins with this part of the window in sight: all of it cannot be moved. */
export const nearer = 4;

/** What runs in the page was compiled with this function around it, which a page does not have. */
export const nameKeeper = "globalThis.__name = (named) => named";

/**
 * Moves in every animation frame and gives the time from frame to frame. The browser runs without a frame limit, so that
 * this is what a frame costs. The first frames are left out: they warm up.
 */
export async function measureFrames(page: Page, hands: Hands): Promise<Frames> {
  if (hands.kind === "wheel") await page.evaluate(comeNearer, { selector: hands.selector, nearer });
  return {
    panMs: await page.evaluate(moveThrough, { hands, way: "pan", frames: framesOfAKind } as const),
    zoomMs: await page.evaluate(moveThrough, { hands, way: "zoom", frames: framesOfAKind } as const),
  };
}

/** Runs in the page: turns the wheel until so small a part of the window is in sight, as the link tells. */
async function comeNearer(view: { readonly selector: string; readonly nearer: number }): Promise<void> {
  const element = document.querySelector(view.selector);
  if (element === null) throw new Error(`nothing here is ${view.selector}`);
  const { left, top, width, height } = element.getBoundingClientRect();
  const at = { clientX: left + width * 0.6, clientY: top + Math.min(height, 500) / 2 };
  const turn = { bubbles: true, cancelable: true, ctrlKey: true, deltaY: -Math.log(view.nearer) * 100 };
  element.dispatchEvent(new WheelEvent("wheel", { ...turn, ...at }));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
}

type Drive = { readonly hands: Hands; readonly way: "pan" | "zoom"; readonly frames: number };

/** Runs in the page, so it stands alone. Back and forth, so that the drawing stays inside its limits. */
async function moveThrough({ hands, way, frames }: Drive): Promise<readonly number[]> {
  const warmUp = 10;
  const turn = 20;
  const sign = (step: number) => (Math.floor(step / turn) % 2 === 0 ? -1 : 1);
  let share = 0;
  const move = (step: number) => {
    if (hands.kind === "wheel") {
      const element = document.querySelector(hands.selector);
      if (element === null) throw new Error(`nothing here is ${hands.selector}`);
      const { left, top, width, height } = element.getBoundingClientRect();
      element.dispatchEvent(
        new WheelEvent("wheel", {
          bubbles: true,
          cancelable: true,
          clientX: left + width * 0.6,
          clientY: top + Math.min(height, 500) / 2,
          ...(way === "pan" ? { deltaX: 12 * sign(step) } : { deltaY: 24 * sign(step), ctrlKey: true }),
        }),
      );
      return;
    }
    share += 0.01 * sign(step);
    const length = hands.to - hands.from;
    const from = hands.from - share * length;
    const moveTo: unknown = Reflect.get(globalThis, "peerMoveTo");
    if (typeof moveTo !== "function") throw new Error("the peer's page has no peerMoveTo");
    if (way === "pan") moveTo(from, from + length);
    else moveTo(from, hands.to + share * length);
  };
  const lengths: number[] = [];
  await new Promise<void>((resolve, reject) => {
    let step = 0;
    let before = performance.now();
    requestAnimationFrame(function next() {
      const now = performance.now();
      if (step > warmUp) lengths.push(now - before);
      before = now;
      if (step > frames + warmUp) return resolve();
      try {
        move(step);
      } catch (cause) {
        return reject(cause);
      }
      step += 1;
      requestAnimationFrame(next);
    });
  });
  return lengths;
}
