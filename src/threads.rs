//! How many threads share the work. Results are the same for every number.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// The maximum number of threads; 0 for as many as there are processors.
static LIMIT: AtomicUsize = AtomicUsize::new(0);

/// Sets the maximum number of threads of this process. Without it, there are as many as processors.
///
/// Large datasets are read, and measures of large networks computed, on several threads. Small ones never are.
///
/// ```
/// use std::num::NonZeroUsize;
///
/// interorg::threads::set(NonZeroUsize::MIN);
/// assert_eq!(interorg::threads::count(), NonZeroUsize::MIN);
/// ```
pub fn set(count: NonZeroUsize) {
    LIMIT.store(count.get(), Ordering::Relaxed);
}

/// Returns the maximum number of threads.
pub fn count() -> NonZeroUsize {
    let limit = NonZeroUsize::new(LIMIT.load(Ordering::Relaxed));
    let available = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    limit.unwrap_or_else(available)
}

/// Calls `work` for each item on several threads, and `visit` on this one with the results, in the order of the items. Stops
/// after a result for which `visit` returns `None`, and then returns `None` too.
pub(crate) fn in_order<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut visit: impl FnMut(R) -> Option<()>,
) -> Option<()> {
    let threads = count().get().min(items.len());
    if threads < 2 {
        return items.iter().try_for_each(|item| visit(work(item)));
    }
    let next = AtomicUsize::new(0);
    // So many results wait to be visited at most, beside those that arrive out of order.
    let (sender, receiver) = mpsc::sync_channel(2 * threads);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                while let Some((index, item)) = take(next, items) {
                    let result = catch_unwind(AssertUnwindSafe(|| work(item)));
                    if sender.send((index, result)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut expected = 0;
        for (index, result) in receiver {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&expected) {
                // A panic goes on in the thread that waits for the result.
                visit(result.unwrap_or_else(|panic| resume_unwind(panic)))?;
                expected += 1;
            }
        }
        Some(())
    })
}

/// Takes the next item that no thread has taken.
fn take<'i, T>(next: &AtomicUsize, items: &'i [T]) -> Option<(usize, &'i T)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    items.get(index).map(|item| (index, item))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_visited_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..200).collect();
        let square = |item: &u64| {
            // Early items take longest.
            thread::sleep(std::time::Duration::from_micros(200 - item));
            item * item
        };
        let mut squares = Vec::new();
        let done = in_order(&items, square, |square| {
            squares.push(square);
            Some(())
        });
        assert_eq!(done, Some(()));
        assert_eq!(
            squares,
            items.iter().map(|item| item * item).collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_panic_goes_on_in_the_caller_with_its_reason() {
        let items: Vec<usize> = (0..200).collect();
        let fail = |item: &usize| {
            if *item == 150 {
                resume_unwind(Box::new("the reason"));
            }
        };
        let all = || in_order(&items, fail, |()| Some(()));
        let reason = catch_unwind(AssertUnwindSafe(all)).expect_err("it panics");
        assert_eq!(reason.downcast_ref(), Some(&"the reason"));
    }

    #[test]
    fn nothing_is_visited_after_a_refusal() {
        let items: Vec<usize> = (0..200).collect();
        let mut visited = Vec::new();
        let refused = in_order(
            &items,
            |item| *item,
            |item| {
                visited.push(item);
                (item < 20).then_some(())
            },
        );
        assert_eq!(refused, None);
        assert_eq!(visited, (0..=20).collect::<Vec<_>>());
    }
}
