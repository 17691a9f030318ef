package emaki.paper;

/**
 * What the runs that are done say.
 *
 * @param protocol whose runs are shown
 * @param studyImages whether they are of the study's images; of others they say nothing about the
 *     study
 */
record Evidence(Protocol protocol, boolean studyImages) {}
