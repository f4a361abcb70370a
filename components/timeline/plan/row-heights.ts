/** Heights of rows in CSS pixels. */
export const bandHeight = 20;
export const laneHeight = 24;
export const trackHeight = 20;
