"""The workflow engine layer: BPMN and DMN text in, plain values out; SpiffWorkflow stays inside."""
