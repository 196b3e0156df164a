from timeline.resolve import dates_in as dates_in
