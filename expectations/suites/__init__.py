"""Great Expectations suites as code, one module for each core table; each has the one constant SUITE."""
