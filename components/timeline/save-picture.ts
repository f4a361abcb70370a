import type { Stage } from "#components/timeline/hands/stage.ts";
import { loadPalette } from "#components/timeline/paint/palette.ts";
import { listTicks, type Painted, type Surfaces } from "#components/timeline/paint-loop.ts";
import { toZonedClock } from "#components/timeline/view/zone.ts";
import type { Scope } from "#lib/domain/scope.ts";

type PictureInput = {
  readonly surfaces: Surfaces;
  readonly stage: Stage;
  readonly painted: Painted;
  readonly scope: Scope;
};

/** Saves what is seen as a file. The code that writes it comes when it is asked for. */
export async function savePicture(format: "png" | "svg", input: PictureInput): Promise<void> {
  const { surfaces, stage, painted, scope } = input;
  const { viewport } = stage.view.get();
  const { plan, zone } = painted;
  const width = surfaces.plot.clientWidth;
  const picture = {
    plan,
    viewport,
    sight: {
      width,
      height: Math.min(surfaces.scroller.clientHeight, plan.rowsHeight),
      scrollTop: surfaces.scroller.scrollTop,
    },
    ticks: listTicks(viewport, width, painted),
    highlight: { ...stage.highlight.get(), hovered: undefined, focused: undefined },
    palette: loadPalette(surfaces.root),
    toClockText: (instant: number) => toZonedClock(zone, instant),
    scope: [scope.account, scope.region, scope.application, scope.group].join(" / "),
    generatedAt: plan.now,
  };
  const name = `ghostline-${scope.application}-${scope.group}`.replaceAll(/[^\w-]/g, "_");
  if (format === "svg") {
    const { toSvgText } = await import("#components/timeline/paint/export-svg.ts");
    const text = await toSvgText(picture);
    return download(new Blob([text], { type: "image/svg+xml" }), `${name}.svg`);
  }
  const { toPngBlob } = await import("#components/timeline/paint/export-png.ts");
  download(await toPngBlob(picture), `${name}.png`);
}

function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
