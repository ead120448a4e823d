package dev.millrace.driver.stage;

import dev.millrace.transport.StageSummary;
import java.util.List;

/** The stages of a job: parents before children, the stage that gives the result last. A stage's number is its position. */
public record StageGraph(List<Stage> stages) {

    public StageGraph {
        stages = List.copyOf(stages);
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            for (int parent : stage.parents()) {
                if (stage.number() != i || parent >= i) {
                    throw new IllegalArgumentException("stage " + stage.number() + " at " + i + " reads stage " + parent);
                }
            }
        }
    }

    /** The graph that was told to whoever watches a run. */
    public static StageGraph of(List<StageSummary> summaries) {
        return new StageGraph(summaries.stream().map(each -> new Stage(each.number(), each.fragment(), each.output(), each.tasks(),
                each.parents(), each.description())).toList());
    }

    /** The stages as they are shown to people. */
    public List<StageSummary> summaries() {
        return stages.stream().map(each -> new StageSummary(each.number(), each.fragment(), each.output(), each.tasks(), each.parents(),
                each.description())).toList();
    }

    /** The stage whose rows are the result. */
    public Stage result() {
        return stages.getLast();
    }
}
