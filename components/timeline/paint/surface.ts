/** What painting needs of a canvas's 2D context; the context that writes SVG offers the same. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | "save"
  | "restore"
  | "beginPath"
  | "closePath"
  | "moveTo"
  | "lineTo"
  | "rect"
  | "arc"
  | "clip"
  | "fill"
  | "stroke"
  | "fillRect"
  | "strokeRect"
  | "clearRect"
  | "fillText"
  | "measureText"
  | "setLineDash"
  | "translate"
  | "scale"
  | "createPattern"
  | "fillStyle"
  | "strokeStyle"
  | "lineWidth"
  | "font"
  | "textAlign"
  | "textBaseline"
  | "globalAlpha"
>;

/** The part of the plan that is seen, in CSS pixels. */
export type Sight = {
  readonly width: number;
  /** Of the lanes' part. */
  readonly height: number;
  readonly scrollTop: number;
};

/** What stands out: what the pointer is on, what has the focus, what is pinned, the lane of the chosen finding. */
export type Highlight = {
  readonly hovered: ItemPlace | undefined;
  readonly focused: ItemPlace | undefined;
  readonly pinned: readonly ItemPlace[];
  readonly lane: string | undefined;
  /** A stretch selected with the brush. */
  readonly selection: { readonly from: number; readonly to: number } | undefined;
};

export type ItemPlace = { readonly rowKey: string; readonly itemKey: string };
