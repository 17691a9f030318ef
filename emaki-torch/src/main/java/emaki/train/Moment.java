package emaki.train;

/**
 * Where training stands when an objective is asked for its loss.
 *
 * @param step from 1: names the random streams
 * @param share of the training's steps that are done, 0 to 1, if it is not stopped early
 * @param clock told what the time of the step goes to
 */
public record Moment(long step, double share, StepClock clock) {}
