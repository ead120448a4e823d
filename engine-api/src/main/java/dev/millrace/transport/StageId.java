package dev.millrace.transport;

public record StageId(JobId job, int number) {
    @Override
    public String toString() {
        return job + ".s" + number;
    }
}
