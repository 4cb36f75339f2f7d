"""Types that hold many things (queues, pools, slot tables, ranges), driven call by call and compared with models of a few lines."""
