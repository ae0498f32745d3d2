# SPDX-License-Identifier: GPL-2.0-only
"""A new header declares a mocked function that of the subject's files only the timer calls, in another
way than the mock."""
from expect import Refused

EXPECT = Refused("linux/drift_cancel.h:", "hrtimer_cancel", "the mock to change is mocks/include/mock/timer.h:")


def change(tree):
    tree.write("include/linux/drift_cancel.h", """#ifndef DRIFT_CANCEL_H
#define DRIFT_CANCEL_H
struct hrtimer;
struct hrtimer *hrtimer_cancel(struct hrtimer *timer);
#endif
""")
    tree.include(tree.timer, "<linux/drift_cancel.h>")
