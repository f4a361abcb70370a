import { type Picture, paintPicture, toPictureSize } from "#components/timeline/paint/export-picture.ts";
import { createPainter } from "#components/timeline/paint/painter.ts";
import type { LayTile } from "#components/timeline/paint/tiles.ts";

/** The picture as the text of an SVG file; words stay words. */
export async function toSvgText(picture: Picture): Promise<string> {
  const { Context } = await import("svgcanvas");
  const { width, height } = toPictureSize(picture);
  const page = new Context(width, height);
  // A tile is a small SVG picture itself: patterns stay sharp at any size.
  const layTile: LayTile = (_pen, tile) => {
    const inner = new Context(tile.width, tile.height);
    inner.save();
    tile.draw(toPen(inner));
    inner.restore();
    return page.createPattern(inner, "repeat");
  };
  paintPicture(toPen(page), picture, createPainter(picture.palette, 1, layTile));
  return page.getSerializedSvg();
}

/** The package's context draws all that a pen draws; only what it takes for a pattern differs, and `layTile` sees to that. */
function toPen(context: InstanceType<typeof import("svgcanvas").Context>): Parameters<LayTile>[0] {
  return context as unknown as Parameters<LayTile>[0];
}
