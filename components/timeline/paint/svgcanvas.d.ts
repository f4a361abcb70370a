declare module "svgcanvas" {
  import type { Pen } from "#components/timeline/paint/surface.ts";

  /** Of the package's class, what we use: it offers the pen's methods and writes them down as SVG. */
  interface SvgPen extends Omit<Pen, "createPattern"> {
    createPattern(image: SvgPen, repetition: string): CanvasPattern;
    getSerializedSvg(): string;
    getSvg(): SVGSVGElement;
  }
  export const Context: new (width: number, height: number) => SvgPen;
}
