//! Long work in slices: it rests after so many steps, and goes on where it is asked to.
//!
//! The browser has one thread for the worker, so an update of the lists must not hold it. The state
//! between two slices is what the compiler keeps of an `async fn`; nothing here waits for anything but
//! the next slice, so one poll with a budget is all that there is of an executor.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// The weight of a step that cannot be divided and fills a slice: the next one begins another.
pub const HEAVY: u32 = u32::MAX;

/// How many steps are left of this slice.
#[derive(Debug, Clone, Default)]
pub struct Pace(Rc<Cell<u32>>);

impl Pace {
    /// Takes a step of some weight; rests first where the slice has none left.
    pub async fn step(&self, weight: u32) {
        poll_fn(|_| match self.0.get() {
            0 => Poll::Pending,
            left => {
                self.0.set(left.saturating_sub(weight));
                Poll::Ready(())
            }
        })
        .await;
    }
}

/// Work that is done slice by slice.
pub struct Slices<T> {
    pace: Pace,
    work: Pin<Box<dyn Future<Output = T>>>,
}

impl<T> Slices<T> {
    /// Begins it; nothing runs yet.
    pub fn new<W: Future<Output = T> + 'static>(work: impl FnOnce(Pace) -> W) -> Self {
        let pace = Pace::default();
        Self { work: Box::pin(work(pace.clone())), pace }
    }

    /// Runs about `steps` of it; gives its end. To be asked no more after that.
    pub fn run(&mut self, steps: u32) -> Option<T> {
        self.pace.0.set(steps);
        match self.work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(end) => Some(end),
            Poll::Pending => None,
        }
    }
}

impl<T> std::fmt::Debug for Slices<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Slices").field("pace", &self.pace).finish_non_exhaustive()
    }
}

/// Does all of it in one go.
#[cfg(feature = "native")]
pub(super) fn whole<T, W: Future<Output = T>>(work: impl FnOnce(Pace) -> W) -> T {
    let pace = Pace::default();
    let mut work = Box::pin(work(pace.clone()));
    loop {
        pace.0.set(u32::MAX);
        if let Poll::Ready(end) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn count(to: u32, pace: Pace) -> u32 {
        for _ in 0..to {
            pace.step(2).await;
        }
        to
    }

    #[test]
    fn rests_where_the_slice_ends_and_loses_nothing() {
        let mut slices = Slices::new(|pace| count(10, pace));
        let ends = std::iter::repeat_with(|| slices.run(6)).take(4).collect::<Vec<_>>();
        assert_eq!(ends, [None, None, None, Some(10)], "three steps of weight two fill a slice of six");
        assert_eq!(whole(|pace| count(10, pace)), 10);
    }
}
