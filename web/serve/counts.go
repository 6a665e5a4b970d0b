package main

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"rso/web/gateway"
)

// counts are the gateway's limits in a file, so that a restart gives nobody a new budget. A key is when its window ends, 8 bytes of Unix
// nanoseconds in big-endian order, and whose it is; windows that have ended stand first. What was counted survives the end of the
// process at once, and a power cut up to the last second.
type counts struct {
	db   *bbolt.DB
	stop chan struct{}
	done chan struct{}
}

var countsBucket = []byte("counts")

// openCounts opens a file of counts, and makes it when it isn't there.
func openCounts(path string) (*counts, error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second, NoSync: true, FreelistType: bbolt.FreelistMapType})
	if errors.Is(err, berrors.ErrTimeout) {
		return nil, fmt.Errorf("another server counts in %s: stop it, or name another file with -limits", path)
	}
	if err != nil {
		return nil, fmt.Errorf("can't count in %s: %w", path, err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucketIfNotExists(countsBucket)
		return err
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("can't count in %s: %w", path, err), db.Close())
	}
	c := &counts{db: db, stop: make(chan struct{}), done: make(chan struct{})}
	go c.sync()
	return c, nil
}

// sync writes to the disk what the system still holds, every second.
func (c *counts) sync() {
	defer close(c.done)
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			_ = c.db.Sync()
		case <-c.stop:
			return
		}
	}
}

// Close writes what is left and closes the file.
func (c *counts) Close() error {
	close(c.stop)
	<-c.done
	return errors.Join(c.db.Sync(), c.db.Close())
}

// countKey is where a budget's window is counted.
func countKey(b *gateway.Budget, at time.Time) []byte {
	end := at.UTC().Truncate(b.Window).Add(b.Window)
	return append(binary.BigEndian.AppendUint64(nil, uint64(end.UnixNano())), b.Key...)
}

func counted(bucket *bbolt.Bucket, key []byte) int {
	if v := bucket.Get(key); len(v) == 8 {
		return int(binary.BigEndian.Uint64(v))
	}
	return 0
}

func count(bucket *bbolt.Bucket, key []byte, n int) error {
	return bucket.Put(key, binary.BigEndian.AppendUint64(nil, uint64(max(0, n))))
}

// Take takes all the budgets, or none.
func (c *counts) Take(_ context.Context, now time.Time, budgets []gateway.Budget) (wait time.Duration, err error) {
	err = c.db.Update(func(tx *bbolt.Tx) error {
		bucket := tx.Bucket(countsBucket)
		if err := sweep(bucket, now); err != nil {
			return err
		}
		wait = 0
		for k := range budgets {
			b := &budgets[k]
			if counted(bucket, countKey(b, now))+b.Amount > b.Most {
				wait = max(wait, now.Truncate(b.Window).Add(b.Window).Sub(now))
			}
		}
		for k := range budgets {
			if wait > 0 {
				return nil
			}
			key := countKey(&budgets[k], now)
			if err := count(bucket, key, counted(bucket, key)+budgets[k].Amount); err != nil {
				return err
			}
		}
		return nil
	})
	return wait, err
}

// Return gives back what was not used, if its window still runs.
func (c *counts) Return(_ context.Context, taken time.Time, budgets []gateway.Budget) error {
	return c.db.Update(func(tx *bbolt.Tx) error {
		bucket := tx.Bucket(countsBucket)
		for k := range budgets {
			key := countKey(&budgets[k], taken)
			if n := counted(bucket, key); n > 0 {
				if err := count(bucket, key, n-budgets[k].Amount); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// sweep forgets windows that have ended.
func sweep(bucket *bbolt.Bucket, now time.Time) error {
	for {
		key, _ := bucket.Cursor().First()
		if len(key) < 8 || int64(binary.BigEndian.Uint64(key)) > now.UnixNano() {
			return nil
		}
		if err := bucket.Delete(key); err != nil {
			return err
		}
	}
}
