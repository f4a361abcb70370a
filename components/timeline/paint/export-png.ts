import { type Picture, paintPicture, toPictureSize } from "#components/timeline/paint/export-picture.ts";
import { createPainter } from "#components/timeline/paint/painter.ts";

/** Sharp on a screen of double resolution and on paper. */
const pixelsPerUnit = 2;

/** The picture as a PNG file. */
export function toPngBlob(picture: Picture): Promise<Blob> {
  const { width, height } = toPictureSize(picture);
  const canvas = document.createElement("canvas");
  canvas.width = width * pixelsPerUnit;
  canvas.height = height * pixelsPerUnit;
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("the browser gives no canvas to draw the picture on");
  pen.scale(pixelsPerUnit, pixelsPerUnit);
  paintPicture(pen, picture, createPainter(picture.palette, pixelsPerUnit));
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error("the browser could not write the picture as PNG"));
      else resolve(blob);
    }, "image/png");
  });
}
