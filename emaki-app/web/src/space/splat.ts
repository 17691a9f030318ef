/** What draws points in reports too. */
export { DOT, HIDDEN, isDrawn, LARGER, MARKS, NORMAL, packed, PRIOR, SELECTED, Splatter, SPRITE, type Cloud, type Look, type Matrix } from '../../../../emaki-lab/src/main/resources/emaki/report/splat.js';
