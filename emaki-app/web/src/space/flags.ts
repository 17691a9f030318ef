/** What is drawn of a point. */
export const HIDDEN = 0;
export const NORMAL = 1;
export const SELECTED = 2;
