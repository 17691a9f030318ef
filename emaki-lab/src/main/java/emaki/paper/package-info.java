/**
 * The study that emaki starts from, carried out again: {@link emaki.paper.Paper} runs every system
 * of it and lays its tables and figures beside the study's own. Begin there; {@code Protocol} says
 * what is run, each {@code Experiment} what is made of it, {@code study.json} what the study has.
 */
@NullMarked
package emaki.paper;

import org.jspecify.annotations.NullMarked;
